//! What fields are called in the interface.

/// Writes a field's value in words where the record holds a short name: "Film" for `film`.
pub fn value_words(field: &str, value: String) -> String {
    match field {
        "days_off" => {
            let days = value
                .chars()
                .filter_map(|digit| crate::words::find(&format!("weekday.{digit}")));
            days.collect::<Vec<_>>().join(", ")
        }
        "script_colour" => value.parse().map_or(value, shared::revision::nth),
        _ => crate::words::find(&format!("value.{field}.{value}")).map_or(value, str::to_owned),
    }
}

/// Names a field as people know it: "General call". A newer version's field shows its own name.
pub fn field_name(field: &str) -> String {
    match field.split_once('/') {
        Some(("cast", _)) => return crate::t!("field.cast").to_owned(),
        Some(("element", _)) => return crate::t!("field.element").to_owned(),
        Some(("link", _)) => return crate::t!("field.link").to_owned(),
        Some(("count", _)) => return crate::t!("field.count").to_owned(),
        Some(("drop_never", date)) => {
            return format!("{} {date}", crate::t!("field.drop_never"));
        }
        Some(("apart", _)) => return crate::t!("field.apart").to_owned(),
        Some(("strip_colour", _)) => return crate::t!("field.strip_colour").to_owned(),
        Some(("approver", _)) => return crate::t!("field.approver").to_owned(),
        Some(("key", _)) => return crate::t!("field.key").to_owned(),
        Some(("sheet_order", _)) => return crate::t!("field.sheet_order").to_owned(),
        Some(("sheet_hidden", _)) => return crate::t!("field.sheet_hidden").to_owned(),
        Some(("sheet_template", _)) => return crate::t!("field.sheet_template").to_owned(),
        Some(("flag", flag)) => {
            let word = crate::words::find(&format!("flag.{flag}"));
            return word.unwrap_or(flag).to_owned();
        }
        _ => {}
    }
    match crate::words::find(&format!("field.{field}")) {
        Some(name) => name.to_owned(),
        None => field.replace('_', " "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_said_in_words() {
        let check = |field: &str, value: &str, want: &str| {
            assert_eq!(value_words(field, value.to_owned()), want);
        };
        check("kind", "factory", "Factory run");
        check("days_off", "67", "Saturday, Sunday");
        check("script_colour", "1", "Blue");
        check("title", "film", "film");
    }

    #[test]
    fn the_fields_of_a_call_sheet_have_names() {
        for field in [
            "general_call",
            "pickup",
            "wrap_est",
            "hospital_name",
            "int_ext",
            "days_off",
            "cast/x",
            "element/x",
            "count/x",
            "apart/x",
            "strip_colour/ext_day",
            "sheet_order/crew",
            "sheet_hidden/crew",
            "sheet_template/x",
            "travel_min",
            "prep_start",
            "wrap_days",
            "flag/vehicle_work",
            "drop_days",
            "drop_never/2027-03-05",
            "dood_display",
            "day_minor",
        ] {
            assert!(
                !field_name(field).contains('_') && !field_name(field).is_empty(),
                "{field}"
            );
        }
    }
}
