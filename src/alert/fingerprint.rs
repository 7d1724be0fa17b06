/// A number that stands for a text or an expression. Two different ones share a number once in four billion times.
///
/// FNV-1a with 32 bits: such a number is exact as an `f64`, and few instructions.
pub(super) struct Fingerprint(u32);

impl Fingerprint {
    pub const fn new() -> Self {
        Self(0x811c_9dc5)
    }

    pub fn add(mut self, bytes: &[u8]) -> Self {
        for byte in bytes {
            self.0 = (self.0 ^ u32::from(*byte)).wrapping_mul(0x0100_0193);
        }
        self
    }

    pub const fn number(self) -> u32 {
        self.0
    }
}
