//! Mutations of a file's bytes, as hands, editors, merges and word processors
//! make them, and worse. Owns the generator of random numbers: one number
//! gives one case, on every machine.

/// SplitMix64 (Steele, Lea and Flood, 2014).
pub struct Random(u64);

impl Random {
    /// The generator of case `index` of a run.
    pub fn of_case(seed: u64, index: u64) -> Self {
        let mut random = Random(seed ^ index.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        random.next();
        random
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `limit`; 0 where that is 0.
    pub fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit.max(1) as u64) as usize
    }

    /// One of the list, which is not empty.
    pub fn pick<'l, T: ?Sized>(&mut self, list: &'l [&'l T]) -> &'l T {
        list[self.below(list.len())]
    }
}

/// Characters that look like others, or like nothing.
const CHARACTERS: &[&str] = &[
    "\u{301}",
    "\u{323}",
    "\u{31b}",
    "\u{309}",
    "\u{a0}",
    "\u{2009}",
    "\u{200b}",
    "\u{202f}",
    "\u{3000}",
    "\u{feff}",
    "\t",
    "\r",
    "\n",
    "\r\n",
    "\u{85}",
    "\u{2028}",
    "\0",
    "\u{7}",
    "\u{1b}[31m",
    "\u{200f}",
    "\u{202e}",
    "\u{2066}",
    "😀",
    "👩‍👩‍👧‍👦",
    "🇻🇳",
    "ế",
    "e\u{302}\u{301}",
    "đ",
    "Đ",
    "“",
    "”",
    "‘",
    "…",
    "–",
    "\u{e000}",
    "\u{1f}",
    "\u{10ffff}",
    "\u{fffd}",
    "ﷺ",
    "ß",
    "İ",
    "ǅ",
];

/// Signs that mean something to YAML, and words that it reads as values.
const YAML: &[&str] = &[
    ": ",
    ":",
    "- ",
    "-",
    "[",
    "]",
    "{",
    "}",
    ", ",
    "\"",
    "'",
    "|",
    "|-",
    "|2",
    ">",
    ">+",
    "&a ",
    "*a",
    "!x ",
    "!!str ",
    "!!binary ",
    "%",
    "%YAML 1.2\n",
    "#",
    " #",
    "\n---\n",
    "\n...\n",
    "? ",
    "@",
    "`",
    "~",
    "null",
    "true",
    "no",
    "0x1F",
    "1e999",
    "-0",
    ".inf",
    "00",
    "\\",
    "\"\\u00",
    "\"\\x",
    "<<: ",
    "<<<<<<< HEAD\n",
    "=======\n",
    ">>>>>>> main\n",
    "  ",
    "        ",
];

/// Signs that mean something to placeholders and formulas.
const PLACEHOLDERS: &[&str] = &[
    "{{",
    "}}",
    "{{ ",
    " }}",
    "\\{{",
    "{{ muc }}",
    "{{ muc | value }}",
    "{{ unit.hotline }}",
    "{{ | }}",
    "{{}}",
    "{{ muc | }}",
    "{{ {{ muc }} }}",
    "(",
    ")",
    " * ",
    " - ",
    "-",
    " / 0",
    "muc",
    "99999999999999999999999999999",
    "0.0000000000000000000000000001",
    "79228162514264337593543950335",
];

/// Signs that mean something to Markdown.
const MARKDOWN: &[&str] = &[
    "![",
    "](",
    ")",
    "](infographic:x)",
    "![x](infographic:",
    "![x](qr:",
    "qr:qr:",
    "qr:message:chao",
    "![x](icon:",
    "](message:chao)",
    "](javascript:alert(1))",
    "](../../x)",
    "](x.png)",
    "<",
    ">",
    "<b>",
    "</b>",
    "<script>",
    "<!--",
    "-->",
    "<br/>",
    "<a href=\"x\">",
    "&amp;",
    "&#0;",
    "&#x10ffff;",
    "\n> ",
    "\n> [!NOTE]\n> ",
    "\n- ",
    "\n  - ",
    "\n1. ",
    "\n999999999. ",
    "\n## ",
    "\n###### ",
    "\n# ",
    "\n| a | b |\n|---|:-:|\n| c | {{ muc | value }} |\n",
    "|",
    "\n|",
    "\n---\n",
    "\n===\n",
    "```",
    "\n```\n",
    "~~~\n",
    "    ",
    "`",
    "*",
    "**",
    "***",
    "_",
    "~~",
    "[^1]",
    "\n[^1]: ",
    "\n[x]: ",
    "[x]",
    "\\",
    "\n\n",
    "  \n",
    "https://bit.ly/x",
    "2 triệu đồng",
    "1.500.000 đ",
    "500đ",
];

/// Values that fields hold, each wrong in most of them.
const VALUES: &[&str] = &[
    "",
    "x",
    "2026-02-30",
    "2026-11-21",
    "9999-12-31",
    "-9999-01-01",
    "31/12/2025",
    "02-29",
    "12-31",
    "0",
    "-1",
    "4294967296",
    "1.500.000",
    "1e9",
    "[]",
    "{}",
    "[a, b]",
    "{vi: a}",
    "{vi: a, en: b}",
    "{from: 2026-01-01}",
    "{from: 2026-12-31, until: 2026-01-01}",
    "{every_year: {from: 02-29, until: 02-28}}",
    "approved",
    "draft",
    "withdrawn",
    "chao",
    "muc",
    "message:chao",
    "product:x",
    "qr:qr:x",
    "https://kit.example.vn/",
    "javascript:x",
    "//x",
    "../../etc/passwd",
    "\"{{ muc }}\"",
    "{{ muc }}",
    "muc * 2",
    "(((((muc",
    "muc / 0",
    "vi",
    "en",
    "[vi, en]",
    "[xx]",
    "|\n    a\n    b",
    "\"\"",
    "\"\\0\"",
];

/// What a mutation may take from another file.
pub struct Other<'o> {
    /// Its bytes.
    pub bytes: &'o [u8],
}

/// One case: `bytes` changed in one to six ways, at most `LARGEST` long.
pub fn mutate(mut bytes: Vec<u8>, other: &Other, random: &mut Random) -> Vec<u8> {
    /// Bytes; larger than what an editor writes, small enough for a million.
    const LARGEST: usize = 64 << 10;
    let times = match random.below(10) {
        0..=4 => 1,
        5..=7 => 2,
        8 => 3,
        _ => 6,
    };
    for _ in 0..times {
        one(&mut bytes, other, random);
        bytes.truncate(LARGEST);
    }
    bytes
}

fn one(bytes: &mut Vec<u8>, other: &Other, random: &mut Random) {
    match random.below(24) {
        0 => flip(bytes, random),
        1 => {
            let at = random.below(bytes.len() + 1);
            bytes.insert(at, random.below(256) as u8);
        }
        2 | 3 => drop(cut(bytes, random)),
        4 => {
            let piece = piece(bytes, random);
            insert(bytes, &piece, random);
        }
        5 | 6 => insert_text(bytes, CHARACTERS, random),
        7..=9 => insert_text(bytes, YAML, random),
        10 => insert_text(bytes, PLACEHOLDERS, random),
        11 | 12 => insert_text(bytes, MARKDOWN, random),
        13 => {
            let piece = cut(bytes, random);
            insert(bytes, &piece, random);
        }
        14 | 15 => lines(bytes, random),
        16 => indentation(bytes, random),
        17 => {
            let piece = piece(other.bytes, random);
            insert(bytes, &piece, random);
        }
        18 => bytes.truncate(random.below(bytes.len() + 1)),
        19 => repeat(bytes, random),
        20 | 21 => value(bytes, random.pick(VALUES).as_bytes(), random),
        22 => {
            let fields = fields(other.bytes);
            if let Some((from, to)) = fields.get(random.below(fields.len())) {
                value(bytes, &other.bytes[*from..*to], random);
            }
        }
        _ => match random.below(4) {
            0 => *bytes = replaced(bytes, b"\n", b"\r\n"),
            1 => *bytes = replaced(bytes, b"\n", b"\r"),
            2 => *bytes = [b"\xef\xbb\xbf", &bytes[..]].concat(),
            _ => *bytes = replaced(bytes, b" ", "\u{a0}".as_bytes()),
        },
    }
}

fn flip(bytes: &mut [u8], random: &mut Random) {
    let at = random.below(bytes.len());
    if let Some(byte) = bytes.get_mut(at) {
        *byte ^= 1 << random.below(8);
    }
}

/// A piece of at most 200 bytes.
fn range(bytes: &[u8], random: &mut Random) -> std::ops::Range<usize> {
    let from = random.below(bytes.len() + 1);
    let longest = if random.below(2) == 0 { 4 } else { 200 };
    let length = 1 + random.below(longest);
    from..(from + length).min(bytes.len())
}

fn piece(bytes: &[u8], random: &mut Random) -> Vec<u8> {
    bytes[range(bytes, random)].to_vec()
}

fn cut(bytes: &mut Vec<u8>, random: &mut Random) -> Vec<u8> {
    let range = range(bytes, random);
    bytes.drain(range).collect()
}

/// A place in `bytes`, mostly between two characters.
fn place(bytes: &[u8], random: &mut Random) -> usize {
    let mut at = random.below(bytes.len() + 1);
    if random.below(20) > 0 {
        while at > 0 && bytes.get(at).is_some_and(|byte| byte & 0xc0 == 0x80) {
            at -= 1;
        }
    }
    at
}

fn insert(bytes: &mut Vec<u8>, piece: &[u8], random: &mut Random) {
    let at = place(bytes, random);
    bytes.splice(at..at, piece.iter().copied());
}

/// Inserts a text, now and then many times over.
fn insert_text(bytes: &mut Vec<u8>, texts: &[&str], random: &mut Random) {
    let times = match random.below(40) {
        0 => 1 + random.below(2000),
        1..=4 => 1 + random.below(8),
        _ => 1,
    };
    let text = random.pick(texts).repeat(times);
    insert(bytes, text.as_bytes(), random);
}

/// Swaps, deletes, doubles or joins lines.
fn lines(bytes: &mut Vec<u8>, random: &mut Random) {
    let mut lines: Vec<&[u8]> = bytes.split_inclusive(|byte| *byte == b'\n').collect();
    let (a, b) = (random.below(lines.len()), random.below(lines.len()));
    if lines.is_empty() {
        return;
    }
    match random.below(4) {
        0 => lines.swap(a, b),
        1 => drop(lines.remove(a)),
        2 => lines.insert(a, lines[b]),
        _ => lines[a] = lines[a].strip_suffix(b"\n").unwrap_or(lines[a]),
    }
    *bytes = lines.concat();
}

/// Moves a line, or all from it on, to the left or right.
fn indentation(bytes: &mut Vec<u8>, random: &mut Random) {
    let lines: Vec<&[u8]> = bytes.split_inclusive(|byte| *byte == b'\n').collect();
    let from = random.below(lines.len());
    let to = from + if random.below(3) == 0 { lines.len() } else { 1 };
    let by = random.pick(&["", " ", "  ", "    ", "\t", "\u{a0}"]);
    let mut moved = Vec::with_capacity(bytes.len() + 64);
    for (i, line) in lines.iter().enumerate() {
        match (from..to).contains(&i) {
            false => moved.extend(*line),
            true if by.is_empty() => moved.extend(line.trim_ascii_start()),
            true => {
                moved.extend(by.as_bytes());
                moved.extend(*line);
            }
        }
    }
    *bytes = moved;
}

/// Repeats a piece up to 2,000 times in its place.
fn repeat(bytes: &mut Vec<u8>, random: &mut Random) {
    let range = range(bytes, random);
    let times = match random.below(8) {
        0 => 2000,
        1 => random.below(2000),
        _ => random.below(12),
    };
    let piece = bytes[range.clone()].repeat(times);
    bytes.splice(range.end..range.end, piece);
}

/// Where the values stand that follow `key: ` on a line.
fn fields(bytes: &[u8]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        if let Some(colon) = line.windows(2).position(|two| two == b": ") {
            let end = line.trim_ascii_end().len();
            found.push((at + colon + 2, at + end.max(colon + 2)));
        }
        at += line.len();
    }
    found
}

/// Puts `value` in place of a field's.
fn value(bytes: &mut Vec<u8>, value: &[u8], random: &mut Random) {
    let fields = fields(bytes);
    if let Some((from, to)) = fields.get(random.below(fields.len())) {
        bytes.splice(*from..*to, value.iter().copied());
    }
}

fn replaced(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() * 2);
    for byte in bytes {
        out.extend(if [*byte] == *from { to } else { std::slice::from_ref(byte) });
    }
    out
}
