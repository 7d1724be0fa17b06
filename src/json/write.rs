/// Writes JSON into a string. It adds the commas, line breaks and indentation.
pub struct Writer {
    text: String,
    pretty: bool,
    depth: usize,
}

impl Writer {
    /// Writes without spaces.
    pub const fn dense() -> Self {
        Self { text: String::new(), pretty: false, depth: 0 }
    }

    /// Writes each item and field on its own line.
    pub const fn pretty() -> Self {
        Self { text: String::new(), pretty: true, depth: 0 }
    }

    pub fn into_text(self) -> String {
        self.text
    }

    /// Writes `null`, `true`, `false` or a number.
    pub fn word(&mut self, word: &str) {
        self.text.push_str(word);
    }

    /// Writes `[` or `{`.
    pub fn open(&mut self, bracket: char) {
        self.text.push(bracket);
        self.depth += 1;
    }

    /// Writes `]` or `}`.
    pub fn close(&mut self, bracket: char) {
        self.depth = self.depth.saturating_sub(1);
        if !self.is_empty_so_far() {
            self.line();
        }
        self.text.push(bracket);
    }

    /// Must be called before each item of a list and each name of an object.
    pub fn next(&mut self) {
        if !self.is_empty_so_far() {
            self.text.push(',');
        }
        self.line();
    }

    /// Must be called between the name and the value of a field.
    pub fn colon(&mut self) {
        self.text.push_str(if self.pretty { ": " } else { ":" });
    }

    /// Turns what was written since `start` into a string, unless it is one already. A map's key may be a number, but a JSON name must be a string.
    pub fn quote_since(&mut self, start: usize) {
        if !self.text.get(start..).is_some_and(|written| written.starts_with('"')) {
            let written = self.text.split_off(start);
            self.string(&written);
        }
    }

    /// The length of the text so far, for [`quote_since`](Self::quote_since).
    pub const fn place(&self) -> usize {
        self.text.len()
    }

    /// Writes a string with quotes and escapes.
    pub fn string(&mut self, string: &str) {
        self.text.push('"');
        let mut rest = string;
        while let Some(at) = rest.bytes().position(|byte| matches!(byte, b'"' | b'\\' | 0..0x20)) {
            let (plain, special) = rest.split_at_checked(at).unwrap_or_default();
            self.text.push_str(plain);
            let byte = special.bytes().next().unwrap_or_default();
            self.escape(byte);
            rest = special.get(1..).unwrap_or_default();
        }
        self.text.push_str(rest);
        self.text.push('"');
    }

    fn escape(&mut self, byte: u8) {
        self.text.push('\\');
        let short = match byte {
            b'"' | b'\\' => byte,
            0x8 => b'b',
            0xc => b'f',
            b'\n' => b'n',
            b'\r' => b'r',
            b'\t' => b't',
            _ => {
                self.text.push_str(if byte < 0x10 { "u000" } else { "u001" });
                b"0123456789abcdef".get(usize::from(byte & 0xf)).copied().unwrap_or_default()
            }
        };
        self.text.push(char::from(short));
    }

    /// Whether the innermost container is still empty. A string that ends in a bracket is not mistaken for one, because a quote follows.
    fn is_empty_so_far(&self) -> bool {
        self.text.ends_with(['[', '{'])
    }

    fn line(&mut self) {
        if self.pretty {
            self.text.push('\n');
            for _ in 0..self.depth {
                self.text.push_str("  ");
            }
        }
    }
}
