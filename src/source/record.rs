//! The two shapes of typed content: records and choices. Both are declared once; the declaration is the type, its
//! decoder and the list of its keys.

/// Declares a record: a struct read from a YAML mapping whose keys are the names of its fields, with its `span`.
macro_rules! record {
    ($(#[$meta:meta])* pub struct $name:ident as $record:literal { $($(#[$field_meta:meta])* pub $field:ident: $type:ty,)* }) => {
        $(#[$meta])*
        #[derive(Debug, Clone)]
        pub struct $name {
            $($(#[$field_meta])* pub $field: $type,)*
            /// Where it is written.
            pub span: $crate::diagnostic::Span,
        }

        impl $crate::source::Decode for $name {
            fn decode(node: &$crate::source::Node, decoder: &mut $crate::source::Decoder<'_>) -> Option<Self> {
                let fields = decoder.mapping(node, $record, &[$(stringify!($field)),*])?;
                // Every field is read before one that failed makes the record fail, so that all mistakes show.
                $(let $field: Option<$type> = fields.field(stringify!($field), decoder);)*
                let record = (|| Some(Self { $($field: $field?,)* span: node.span.clone() }))();
                if record.is_none() {
                    fields.lose(decoder);
                }
                record
            }
        }
    };
}

/// Declares a choice: an enum read from one of the words given.
macro_rules! choice {
    ($(#[$meta:meta])* pub enum $name:ident { $($(#[$variant_meta:meta])* $variant:ident = $word:literal,)* }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $name { $($(#[$variant_meta])* $variant,)* }

        impl $name {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The word that stands for it in content and in locale files.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }
        }

        impl $crate::source::Decode for $name {
            fn decode(node: &$crate::source::Node, decoder: &mut $crate::source::Decoder<'_>) -> Option<Self> {
                match decoder.scalar(node, $crate::diagnostic::Expected::Scalar)? {
                    $($word => Some(Self::$variant),)*
                    other => {
                        let value = other.to_owned();
                        let allowed = &[$($word),*];
                        let in_tables = $crate::source::in_tables(allowed, &node.span);
                        let problem = $crate::diagnostic::Problem::UnknownValue { value, allowed, in_tables };
                        decoder.error(problem, &node.span)
                    }
                }
            }
        }
    };
}

pub(crate) use {choice, record};
