//! What fields are called in the interface.

/// Names a field as people know it: "General call". A newer version's field shows its own name.
pub fn field_name(field: &str) -> String {
    if field.starts_with("cast/") {
        return crate::t!("field.cast").to_owned();
    }
    match crate::words::find(&format!("field.{field}")) {
        Some(name) => name.to_owned(),
        None => field.replace('_', " "),
    }
}
