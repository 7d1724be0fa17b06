/// Writes JSON into a string. Commas, lines and indentation come by themselves.
pub struct Writer {
    text: String,
    pretty: bool,
    depth: usize,
}

impl Writer {
    /// Without any space.
    pub const fn dense() -> Self {
        Self { text: String::new(), pretty: false, depth: 0 }
    }

    /// With each item on a line of its own.
    pub const fn pretty() -> Self {
        Self { text: String::new(), pretty: true, depth: 0 }
    }

    /// What was written.
    pub fn into_text(self) -> String {
        self.text
    }

    /// A word or a number, as it is.
    pub fn word(&mut self, word: &str) {
        self.text.push_str(word);
    }

    /// `[` or `{`.
    pub fn open(&mut self, bracket: char) {
        self.text.push(bracket);
        self.depth += 1;
    }

    /// `]` or `}`.
    pub fn close(&mut self, bracket: char) {
        self.depth = self.depth.saturating_sub(1);
        if !self.is_empty_so_far() {
            self.line();
        }
        self.text.push(bracket);
    }

    /// Before each item of a list and each name of an object.
    pub fn next(&mut self) {
        if !self.is_empty_so_far() {
            self.text.push(',');
        }
        self.line();
    }

    /// Between the name and the value of a field.
    pub fn colon(&mut self) {
        self.text.push_str(if self.pretty { ": " } else { ":" });
    }

    /// Makes a string of whatever was written since `start`, unless it is one: the name of a field can be nothing else.
    pub fn quote_since(&mut self, start: usize) {
        if !self.text.get(start..).is_some_and(|written| written.starts_with('"')) {
            let written = self.text.split_off(start);
            self.string(&written);
        }
    }

    /// The place up to which text is written.
    pub const fn place(&self) -> usize {
        self.text.len()
    }

    /// A string in quotes.
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

    /// Whether nothing stands in the innermost container. A string that ends so ends with a quote.
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
