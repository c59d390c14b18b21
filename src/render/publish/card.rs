//! The picture that social sites show of a link: the book's title on paper. They take no SVG.

use ab_glyph::{Font, FontRef, PxScale, ScaleFont};

/// Size in pixels, the ratio that social sites agree on.
pub(in crate::render) const WIDTH: u32 = 1200;
pub(in crate::render) const HEIGHT: u32 = 630;

/// Literata (OFL), as in `static/fonts`, its Latin letters at one weight.
const FACE: &[u8] = include_bytes!("../../../data/card.ttf");

const PAPER: [u8; 3] = [0xfb, 0xfa, 0xf6];
const INK: [u8; 3] = [0x1c, 0x1b, 0x19];
const INK2: [u8; 3] = [0x57, 0x52, 0x4a];
const CITE: [u8; 3] = [0x8a, 0x1c, 0x2c];
const MARGIN: f32 = 90.0;

fn face() -> Option<FontRef<'static>> {
    FontRef::try_from_slice(FACE).ok()
}

/// Whether the typeface has every letter.
pub(super) fn can_draw(title: &str, description: &str) -> bool {
    let has = |face: &FontRef<'_>, text: &str| text.chars().all(|c| c.is_whitespace() || face.glyph_id(c).0 != 0);
    face().is_some_and(|face| has(&face, title) && has(&face, description))
}

/// The card as PNG; `None` when the typeface lacks a letter.
pub(super) fn draw(title: &str, description: &str) -> Option<Vec<u8>> {
    if !can_draw(title, description) {
        return None;
    }
    let face = face()?;
    let mut sheet = vec![PAPER; (WIDTH * HEIGHT) as usize];
    for y in [70, 71, 72, 73, 80] {
        rule(&mut sheet, y, CITE);
    }
    // A long title takes a smaller size before it takes a fourth line.
    let sizes = [96.0, 80.0, 64.0, 52.0];
    let (size, lines) = sizes
        .into_iter()
        .map(|size| (size, wrapped(&face, title, size)))
        .find(|(_, l)| l.len() <= 3)
        .unwrap_or_else(|| (52.0, wrapped(&face, title, 52.0)));
    let mut y = 140.0;
    for line in cut(lines, 4) {
        y += size * 1.15;
        text(&mut sheet, &face, &line, size, y, INK);
    }
    y += 40.0;
    let room = ((HEIGHT as f32 - 60.0 - y) / 48.0).max(0.0) as usize;
    for line in cut(wrapped(&face, description, 36.0), room.min(4)) {
        y += 48.0;
        text(&mut sheet, &face, &line, 36.0, y, INK2);
    }
    png(&sheet)
}

/// At most `most` lines; the last says that there is more.
fn cut(mut lines: Vec<String>, most: usize) -> Vec<String> {
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            last.push_str(" …");
        }
    }
    lines
}

fn width(face: &FontRef<'_>, text: &str, size: f32) -> f32 {
    let scaled = face.as_scaled(PxScale::from(size));
    let ids: Vec<_> = text.chars().map(|c| face.glyph_id(c)).collect();
    let kerns = ids.windows(2).map(|w| scaled.kern(w[0], w[1]));
    ids.iter().map(|&id| scaled.h_advance(id)).chain(kerns).sum()
}

/// The text in lines that fit between the margins. A word that is wider than a line is broken.
fn wrapped(face: &FontRef<'_>, text: &str, size: f32) -> Vec<String> {
    // Room for the mark of a cut.
    let most = WIDTH as f32 - 2.0 * MARGIN - size;
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let mut word = word.to_owned();
        if let Some(line) = lines.last_mut() {
            let joined = format!("{line} {word}");
            if width(face, &joined, size) <= most {
                *line = joined;
                continue;
            }
        }
        while width(face, &word, size) > most {
            let mut head = String::new();
            for c in word.chars() {
                head.push(c);
                if width(face, &head, size) > most && head.chars().count() > 1 {
                    head.pop();
                    break;
                }
            }
            if head.len() == word.len() {
                break;
            }
            word = word[head.len()..].to_owned();
            lines.push(head);
        }
        lines.push(word);
    }
    lines
}

fn rule(sheet: &mut [[u8; 3]], y: u32, ink: [u8; 3]) {
    let row = (y * WIDTH) as usize;
    sheet[row + MARGIN as usize..row + (WIDTH as f32 - MARGIN) as usize].fill(ink);
}

/// Draws one line with its base at `y`.
fn text(sheet: &mut [[u8; 3]], face: &FontRef<'_>, text: &str, size: f32, y: f32, ink: [u8; 3]) {
    let scaled = face.as_scaled(PxScale::from(size));
    let (mut x, mut before) = (MARGIN, None);
    for c in text.chars() {
        let id = face.glyph_id(c);
        x += before.map_or(0.0, |before| scaled.kern(before, id));
        let glyph = id.with_scale_and_position(size, ab_glyph::point(x, y));
        if let Some(outline) = face.outline_glyph(glyph) {
            let at = outline.px_bounds().min;
            outline.draw(|gx, gy, cover| {
                let (px, py) = (gx as i64 + at.x as i64, gy as i64 + at.y as i64);
                if (0..i64::from(WIDTH)).contains(&px) && (0..i64::from(HEIGHT)).contains(&py) {
                    let pixel = &mut sheet[(py * i64::from(WIDTH) + px) as usize];
                    let cover = cover.clamp(0.0, 1.0);
                    for (p, &i) in pixel.iter_mut().zip(&ink) {
                        *p = (f32::from(*p) * (1.0 - cover) + f32::from(i) * cover).round() as u8;
                    }
                }
            });
        }
        x += scaled.h_advance(id);
        before = Some(id);
    }
}

fn png(sheet: &[[u8; 3]]) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, WIDTH, HEIGHT);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    let mut writer = encoder.write_header().ok()?;
    writer.write_image_data(sheet.as_flattened()).ok()?;
    writer.finish().ok()?;
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_is_drawn_inside_its_margins() {
        for (title, description) in [
            (
                "Ketamine and the brain",
                "What one scraped page says about how ketamine works: cleaned, sorted, and cited.",
            ),
            (
                "An uncommonly long title of a book that takes very many words to say what it is about, and then some more",
                &"word ".repeat(200),
            ),
            ("Donaudampfschifffahrtsgesellschaftskapitänswitwenrentenanspruchsberechtigungsnachweis", ""),
            ("", ""),
        ] {
            let bytes = draw(title, description).unwrap();
            let mut reader = png::Decoder::new(std::io::Cursor::new(&bytes)).read_info().unwrap();
            let mut sheet = vec![0; reader.output_buffer_size().unwrap()];
            reader.next_frame(&mut sheet).unwrap();
            assert_eq!((reader.info().width, reader.info().height), (WIDTH, HEIGHT));
            let (pixels, _) = sheet.as_chunks::<3>();
            let inked = |(i, p): &(usize, &[u8; 3])| **p != PAPER && *i as u32 % WIDTH > WIDTH - 60;
            assert_eq!(pixels.iter().enumerate().filter(inked).count(), 0, "{title}: runs over the margin");
            assert_eq!(pixels.contains(&INK), !title.is_empty(), "{title}: nothing is written");
        }
        assert!(draw("日本", "").is_none() && !can_draw("x", "日本"));
    }
}
