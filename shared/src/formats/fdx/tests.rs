use super::*;
use crate::eighths::Eighths;
use crate::formats::screenplay::{DualSide, EighthsSource, ElementKind};

fn read_content(content: &str) -> Screenplay {
    read_file(&format!(
        "<FinalDraft DocumentType=\"Script\" Version=\"9\"><Content>\n{content}</Content></FinalDraft>"
    ))
}

fn read_file(text: &str) -> Screenplay {
    read(text, &HeadingRules::default()).expect("a script")
}

fn heading(attributes: &str, inner: &str) -> String {
    format!("<Paragraph Type=\"Scene Heading\" {attributes}>{inner}</Paragraph>\n")
}

fn paragraph(kind: &str, inner: &str) -> String {
    format!("<Paragraph Type=\"{kind}\"><Text>{inner}</Text></Paragraph>\n")
}

fn problems(script: &Screenplay) -> Vec<(u32, &str)> {
    script
        .problems
        .iter()
        .map(|p| (p.line, p.message.as_str()))
        .collect()
}

#[test]
fn a_heading_brings_its_properties() {
    let properties = r##"<SceneProperties Length="1 3/8" Page="87A" Title="Waking" Color="#FFFF00000000">
        <Summary><Paragraph><Text>He wakes,</Text></Paragraph><Paragraph><Text> late.</Text></Paragraph></Summary>
        <SceneArcBeats><CharacterArcBeat Name="Bob"><Paragraph><Text>sad</Text></Paragraph></CharacterArcBeat></SceneArcBeats>
        </SceneProperties>"##;
    let script = read_content(&heading(
        "Number=\"12A\"",
        &format!(
            "{properties}<Text>Int. house</Text><Text Style=\"Bold\"> - d</Text><Text>ay</Text>"
        ),
    ));
    let scene = &script.scenes[0];
    assert_eq!(scene.number.as_deref(), Some("12A"));
    assert_eq!(scene.heading, "INT. HOUSE - DAY");
    assert_eq!(
        (scene.eighths, scene.eighths_source),
        (Eighths(11), EighthsSource::Fdx)
    );
    assert_eq!(scene.page.as_deref(), Some("87A"));
    assert_eq!(
        (scene.title.as_str(), scene.color.as_deref()),
        ("Waking", Some("#FFFF00000000"))
    );
    assert_eq!(scene.synopsis, "He wakes,\nlate.");
    assert!(scene.arc_characters.contains("BOB"));
    assert_eq!(script.problems, []);
}

#[test]
fn a_bad_length_and_an_unknown_type_are_told_with_their_line() {
    let script = read_content(
        &[
            heading(
                "",
                "<SceneProperties Length=\"long\"/><Text>INT. A - DAY</Text>",
            ),
            paragraph("Banana", "Text"),
            paragraph("Action", "INT. B - NIGHT"),
            heading("", "<Text></Text>"),
            paragraph("Action", "a &nbsp; b"),
        ]
        .concat(),
    );
    let told = problems(&script);
    assert_eq!(
        told.iter().map(|p| p.0).collect::<Vec<_>>(),
        [2, 3, 4, 5, 6],
        "{told:?}"
    );
    assert_eq!(script.scenes[0].eighths_source, EighthsSource::Computed);
    assert_eq!(script.scenes[0].elements[0].kind, ElementKind::General);
    assert_eq!(script.scenes[0].elements[2].text, "a &nbsp; b");
}

#[test]
fn two_speeches_stand_side_by_side() {
    let dual = [
        paragraph("Character", "GIRL"),
        paragraph("Dialogue", "Hey!"),
        paragraph("Character", "GUY"),
        paragraph("Parenthetical", "(low)"),
        paragraph("Dialogue", "Hello!"),
    ]
    .concat();
    let wrapped = format!("<Paragraph><DualDialogue>{dual}</DualDialogue></Paragraph>");
    for content in [wrapped, format!("<DualDialogue>{dual}</DualDialogue>")] {
        let script = read_content(
            &(heading("", "<Text>INT. A</Text>") + &content + &paragraph("Action", "x")),
        );
        let sides: Vec<_> = script.scenes[0].elements.iter().map(|e| e.dual).collect();
        let (left, right) = (Some(DualSide::Left), Some(DualSide::Right));
        assert_eq!(sides, [left, left, right, right, right, None]);
        assert_eq!((script.scenes[0].speeches, script.problems.len()), (2, 0));
    }
}

#[test]
fn an_omitted_scene_keeps_its_number_and_its_text() {
    let inside = heading(
        "",
        "<SceneProperties Length=\"2/8\"/><Text>EXT. YARD - DUSK</Text>",
    ) + &paragraph("Action", "Mara waits.");
    let script = read_content(
        &[
            heading("Number=\"20\"", "<Text>INT. A</Text>"),
            heading(
                "Number=\"21\"",
                &format!("<Text>Omitted</Text><OmittedScene>{inside}</OmittedScene>"),
            ),
            heading("Number=\"22\"", "<Text>OMITTED</Text>"),
            paragraph("Action", "x"),
        ]
        .concat(),
    );
    let scenes: Vec<_> = script
        .scenes
        .iter()
        .map(|s| (s.number.as_deref(), s.omitted, s.elements.len()))
        .collect();
    assert_eq!(
        scenes,
        [
            (Some("20"), false, 0),
            (Some("21"), true, 0),
            (Some("22"), true, 1)
        ]
    );
    let kept: Vec<_> = script.scenes[1]
        .omitted_elements
        .iter()
        .map(|e| e.text.as_str())
        .collect();
    assert_eq!(kept, ["EXT. YARD - DUSK", "Mara waits."]);
}

#[test]
fn revision_marks_reach_their_scene() {
    let script = read_file(
        "<FinalDraft><Content>\
         <Paragraph Type=\"Scene Heading\"><Text RevisionID=\"0\">INT. A</Text></Paragraph>\
         <Paragraph Type=\"Action\"><Text RevisionID=\"1\">a</Text><Text RevisionID=\"3\">b</Text></Paragraph>\
         <Paragraph Type=\"Action\"><Text>c</Text></Paragraph></Content>\
         <Revisions ActiveSet=\"3\"><Revision ID=\"1\" Name=\"Blue\" Mark=\"*\" PageColor=\"#C6C6EDEDFEFE\"/>\
         <Revision ID=\"3\" Name=\"Yellow\" Mark=\"*\" FullRevision=\"Yes\"/><Revision Name=\"?\"/></Revisions></FinalDraft>",
    );
    assert_eq!(script.scenes[0].revisions, [1, 3].into());
    let marks: Vec<_> = script.scenes[0]
        .elements
        .iter()
        .map(|e| e.revision)
        .collect();
    assert_eq!(marks, [Some(3), None]);
    // Only the second letter is the newest set's.
    assert_eq!(script.scenes[0].elements[0].revised, [(1, 2)]);
    assert_eq!(script.active_revision, Some(3));
    let sets: Vec<_> = script
        .revision_sets
        .iter()
        .map(|r| (r.id, r.name.as_str(), r.full_revision))
        .collect();
    assert_eq!(sets, [(1, "Blue", false), (3, "Yellow", true)]);
    assert_eq!(script.problems.len(), 1);
}

#[test]
fn tags_are_found_by_id_first_and_name_second() {
    let script = read_file(
        "<FinalDraft><Content>\
         <Paragraph Type=\"Scene Heading\"><Text TagNumber=\"9\">INT. A</Text></Paragraph>\
         <Paragraph Type=\"Action\"><Text>A </Text><Text TagNumber=\"7\" Style=\"Bold\">red </Text>\
         <Text TagNumber=\"7\">car</Text><Text> and a </Text><Text TagNumber=\"8\">hat</Text>\
         <Text TagNumber=\"99\">?</Text></Paragraph></Content>\
         <TagData><TagCategories>\
         <TagCategory Id=\"04721A56-F54B-49C8-80AD-D53887D6B851\" Name=\"Autos\" Number=\"4\" Color=\"#0\"/>\
         <TagCategory Id=\"17\" Name=\"Costume\" Number=\"5\"/>\
         <TagCategory Id=\"63c140da-ef2b-491a-b416-b46f461abb89\" Name=\"Script Day\"/></TagCategories>\
         <TagDefinitions><TagDefinition Id=\"d1\" CatId=\"04721A56-F54B-49C8-80AD-D53887D6B851\" Label=\"Red car\"/>\
         <TagDefinition Id=\"d2\" CatId=\"17\" Label=\"Hat\"/>\
         <TagDefinition Id=\"d3\" CatId=\"63c140da-ef2b-491a-b416-b46f461abb89\" Label=\"D3\"/></TagDefinitions>\
         <Tags><Tag Number=\"7\"><DefId>d1</DefId></Tag><Tag Number=\"8\"><DefId> d2 </DefId></Tag>\
         <Tag Number=\"9\"><DefId>d3</DefId></Tag></Tags></TagData></FinalDraft>",
    );
    let tags: Vec<_> = script.scenes[0]
        .tags
        .iter()
        .map(|t| (t.category.as_str(), t.label.as_str()))
        .collect();
    assert_eq!(
        tags,
        [
            ("Script Day", "D3"),
            ("Vehicles", "Red car"),
            ("Wardrobe", "Hat")
        ]
    );
    let marks: Vec<_> = script.scenes[0].elements[0]
        .tags
        .iter()
        .map(|t| (t.definition.as_str(), t.text.as_str()))
        .collect();
    assert_eq!(marks, [("d1", "red car"), ("d2", "hat"), ("", "?")]);
    assert_eq!(script.tag_categories[0].file_name, "Autos");
    assert!(script.tag_categories[2].is_scene_field);
    assert_eq!(script.problems.len(), 1, "tag 99");
}

#[test]
fn notes_go_to_the_scene_they_hang_on() {
    let script = read_file(
        "<FinalDraft><Content>\n<Paragraph Type=\"Action\"><Text>Hum.</Text></Paragraph>\n\
         <Paragraph Type=\"Scene Heading\"><ScriptNote ID=\"1\"><Paragraph><Text>in</Text></Paragraph></ScriptNote>\
         <Text>INT. A</Text></Paragraph>\n<Paragraph Type=\"Scene Heading\"><Text>INT. B</Text></Paragraph>\n</Content>\
         <ScriptNotes><ScriptNote Range=\"12,14\" WriterName=\"W\"><Paragraph><Text>range</Text></Paragraph></ScriptNote>\
         <ScriptNote Range=\"0,4\"><Paragraph><Text>before</Text></Paragraph></ScriptNote></ScriptNotes>\
         <UnanchoredScriptNotes><ScriptNote><Paragraph><Text>free</Text></Paragraph></ScriptNote></UnanchoredScriptNotes>\
         </FinalDraft>",
    );
    assert_eq!(script.scenes[0].heading, "INT. A");
    assert_eq!(script.scenes[0].notes[0].text, "in");
    assert_eq!(
        (
            script.scenes[1].notes[0].text.as_str(),
            script.scenes[1].notes[0].author.as_str()
        ),
        ("range", "W")
    );
    let free: Vec<_> = script.notes.iter().map(|n| n.text.as_str()).collect();
    assert_eq!(free, ["free", "before"]);
}

#[test]
fn acts_pages_and_other_types_are_kept() {
    let script = read_content(
        &[
            paragraph("New Act", "ACT ONE"),
            paragraph("Cast List", "BOB"),
            heading("StartsNewPage=\"Yes\"", "<Text>INT. A</Text>"),
            "<Paragraph Type=\"Action\" Alignment=\"Center\"><Text>THE END</Text></Paragraph>"
                .to_owned(),
            paragraph("Lyrics", "la"),
            paragraph("Shot", "CLOSE"),
            paragraph("Outline 2", "plan"),
            paragraph("End of Act", "END"),
        ]
        .concat(),
    );
    use ElementKind::*;
    let kinds = |elements: &[Element]| elements.iter().map(|e| e.kind).collect::<Vec<_>>();
    assert_eq!(kinds(&script.preamble), [NewAct, CastList, PageBreak]);
    assert_eq!(
        kinds(&script.scenes[0].elements),
        [Centered, Lyrics, Shot, Outline, EndOfAct]
    );
    assert_eq!(script.scenes[0].sections, ["ACT ONE"]);
    assert_eq!(script.problems, []);
}

#[test]
fn a_damaged_file_keeps_what_came_before() {
    let whole = heading("Number=\"1\"", "<Text>INT. A</Text>") + &paragraph("Action", "One.");
    for (rest, line, part) in [
        (
            "<Paragraph Type=\"Action\"><Text>Two",
            4,
            "ends in the middle",
        ),
        ("<Paragraph></Wrong>", 4, "damaged"),
        ("<Paragraph Type=\"Action\"", 4, "damaged"),
        ("</Content></FinalDraft></More>", 4, "damaged"),
    ] {
        let script = read_file(&format!("<FinalDraft><Content>\n{whole}{rest}"));
        assert_eq!(script.scenes[0].elements[0].text, "One.", "{rest}");
        let told = problems(&script);
        assert!(
            told.len() == 1 && told[0].0 == line && told[0].1.contains(part),
            "{rest}: {told:?}"
        );
    }
    assert_eq!(
        read("<FinalDraft Version=\"1\">", &HeadingRules::default()),
        None
    );
}

#[test]
fn entities_are_never_expanded() {
    let script = read_file(
        "<!DOCTYPE FinalDraft [<!ENTITY a \"boom\"><!ENTITY b SYSTEM \"file:///etc/passwd\">]>\
         <FinalDraft><Content><Paragraph Type=\"Action\"><Text>&a;&b; &lt;&#233;&amp;</Text></Paragraph></Content></FinalDraft>",
    );
    assert_eq!(script.preamble[0].text, "&a;&b; <é&");
    assert_eq!(script.problems.len(), 3);
    let deep = format!("<FinalDraft><Content>{}", "<a>".repeat(100_000));
    assert!(problems(&read_file(&deep))[0].1.contains("too deeply"));
}
