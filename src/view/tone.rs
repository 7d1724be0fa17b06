/// The colour of a short text about a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Everything works.
    Fine,
    /// It works, but not fully.
    Warning,
    /// It does not work until the person acts.
    Error,
}

impl Tone {
    /// The value of `data-level`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Fine => "fine",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}
