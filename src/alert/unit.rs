/// In what a subject's number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Dollars.
    Usd,
    /// A part of a whole, from 0.0 to 1.0.
    Share,
    /// Days from the reading, with fractions. Metrics that are times count like this too: how many days ahead they are.
    Days,
    /// A multiple.
    Times,
    /// Milliseconds.
    Millis,
    /// Credit units of the API.
    Credits,
    /// 1.0 for yes, 0.0 for no.
    Flag,
    /// A number that stands for a text: another text has another number.
    Text,
}
