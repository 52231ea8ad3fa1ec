//! How the bodies of issued documents are declared: canonical JSON, fields in the order of the
//! structs, empty ones left out, whole numbers only.

/// Says whether a field says nothing and is left out.
pub(crate) fn empty<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

macro_rules! body {
    ($($(#[$doc:meta])* $name:ident { $($(#[$fdoc:meta])* $field:ident: $type:ty),* $(,)? })*) => {
        $(
            $(#[$doc])*
            #[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
            #[serde(default)]
            pub struct $name {
                $($(#[$fdoc])* #[serde(skip_serializing_if = "crate::body::empty")] pub $field: $type,)*
            }
        )*
    };
}

pub(crate) use body;
