//! What holds for any days.

use proptest::prelude::*;

use super::*;

/// Days with a call, a length and where they are shot.
fn days() -> impl Strategy<Value = Vec<PersonDay>> {
    let one = (
        0i64..24,
        0i64..1080,
        60i64..1200,
        any::<bool>(),
        any::<bool>(),
    );
    prop::collection::vec(one, 1..20).prop_map(|all| {
        let mut n = 0;
        let mut out = Vec::new();
        for (skip, call, length, away, has_meal) in all {
            n += 1 + i64::from(skip == 0) + 2 * i64::from(skip == 1);
            let mut own = day(n, "0:00", "0:00");
            own.call = Some(call);
            own.wrap = Some(call + length);
            own.overnight = away;
            own.outside_zone = away;
            own.exterior = has_meal;
            if has_meal {
                own.meals = vec![Meal {
                    from: call + length / 3,
                    to: Some(call + length / 3 + 45),
                }];
            }
            out.push(own);
        }
        out
    })
}

fn count(findings: &[Finding], what: What) -> usize {
    findings.iter().filter(|f| f.what == what).count()
}

proptest! {
    #[test]
    fn more_rest_never_adds_a_finding(days in days(), which in 0usize..20, less in 0i64..600) {
        for key in ["sag_tv_day", "iatse_2021", "wtr_7", "wtr_14", "teamsters"] {
            let rules = rulebook(&[key]);
            let worker = under(key);
            let before = rules.findings(&worker, &days, &Zone::default());
            let mut rested = days.clone();
            let at = which % rested.len();
            let own = &mut rested[at];
            own.wrap = own.wrap.zip(own.call).map(|(wrap, call)| (wrap - less).max(call));
            let after = rules.findings(&worker, &rested, &Zone::default());
            for what in [What::DailyRest, What::WeeklyRest] {
                prop_assert!(count(&after, what) <= count(&before, what), "{key} {what:?}");
            }
        }
    }

    #[test]
    fn overtime_never_shrinks_with_a_later_release(
        call in 0i64..720, length in 60i64..1200, more in 0i64..300, meal in 0i64..120,
    ) {
        for key in ["sag_theatrical_day", "iatse_8", "nonunion_10"] {
            let rules = rulebook(&[key]);
            let worker = paid(key, Some(4_321), None);
            let overtime = |length: i64| {
                let mut own = day(1, "0:00", "0:00");
                own.call = Some(call);
                own.wrap = Some(call + length);
                own.meals = vec![Meal { from: call + 30, to: Some(call + 30 + meal) }];
                let mut all = rules.findings(&worker, &[own], &Zone::default());
                all.retain(|f| f.what == What::Overtime);
                let minutes: i64 = all.iter().map(|f| f.shortfall_min).sum();
                (minutes, total(&all).values().sum::<i64>())
            };
            let (before, after) = (overtime(length), overtime(length + more));
            prop_assert!(before.0 <= after.0 && before.1 <= after.1, "{key}");
        }
    }

    #[test]
    fn a_later_meal_never_costs_less(late in 0i64..400, more in 0i64..200) {
        let key = "sag_theatrical_day";
        let rules = rulebook(&[key]);
        let cost = |late: i64| {
            let mut own = day(1, "7:00", "24:00");
            own.meals = vec![Meal { from: at("13:00") + late, to: None }];
            let all = rules.findings(&under(key), &[own], &Zone::default());
            let first = all.iter().find(|f| f.what == What::FirstMeal);
            first.and_then(|f| f.cost.as_ref()).map_or(0, |cost| cost.minor)
        };
        prop_assert!(cost(late) <= cost(late + more));
    }

    #[test]
    fn the_company_pays_what_its_people_cost(all in prop::collection::vec(days(), 1..5)) {
        let keys = ["sag_theatrical_day", "wtr_7"];
        let rules = rulebook(&keys);
        let people: Vec<(Worker, Vec<PersonDay>)> = all
            .into_iter()
            .enumerate()
            .map(|(n, days)| {
                let worker = paid(keys[0], Some(3_000), None);
                (Worker { person: id(format!("p{n}")), ..worker }, days)
            })
            .collect();
        let company = rules.company(&people, &Zone::default());
        let sum: i64 = people
            .iter()
            .flat_map(|(worker, days)| {
                total(&rules.findings(worker, days, &Zone::default())).into_values()
            })
            .sum();
        prop_assert_eq!(total(&company).values().sum::<i64>(), sum);
        for (worker, days) in &people {
            let own = company.iter().filter(|f| f.person == worker.person).count();
            prop_assert_eq!(own, rules.findings(worker, days, &Zone::default()).len());
        }
    }

    #[test]
    fn no_times_break_the_rules(
        times in prop::collection::vec(prop::option::of(any::<i64>()), 9),
        near in prop::collection::vec(prop::option::of(-4000i64..7000), 9),
        now in -4000i64..7000,
    ) {
        let keys: Vec<&str> = presets().map(|preset| preset.key).collect();
        let rules = rulebook(&keys);
        for times in [times, near] {
            let mut own = day(1, "7:00", "19:00");
            own.call = times[0];
            own.wrap = times[1];
            own.pickup = times[2];
            own.dismissed = times[3];
            own.home = times[4];
            own.set = times[5];
            own.meals = times[6].map(|from| Meal { from, to: times[7] }).into_iter().collect();
            own.work_min = times[8];
            let days = [own.clone(), day(2, "7:00", "19:00")];
            for key in &keys {
                let worker = Worker { minor: true, ..paid(key, Some(i64::MAX), None) };
                rules.findings(&worker, &days, &Zone::default());
                let live = Live { worker: &worker, today: &own, next: Some(&days[1]) };
                rules.next_limits(now, &[live], &Zone::default());
            }
        }
    }
}
