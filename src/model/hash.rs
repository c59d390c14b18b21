//! Hashes that are fixed for good, so that two builds of a book give the same bytes, whichever version of Rust built
//! the program. None is meant to withstand somebody who wants two texts to collide.

/// FNV-1a of some text (G. Fowler, L. C. Noll, K.-P. Vo).
pub fn fnv1a(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, b| (hash ^ u64::from(b)).wrapping_mul(0x0000_0100_0000_01b3))
}

/// The finishing step of SplitMix64 (G. Steele, D. Lea, C. Flood, 2014): each bit of the result depends on each of `x`.
pub fn mix(mut x: u64) -> u64 {
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

/// A number that looks random: what SplitMix64 gives first when it begins at `seed`.
pub fn draw(seed: u64) -> u64 {
    mix(seed.wrapping_add(GOLDEN))
}

/// 2^64 divided by the golden ratio: its multiples are spread evenly.
pub const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_values() {
        // From the authors' own tables: http://www.isthe.com/chongo/tech/comp/fnv/ and https://prng.di.unimi.it/splitmix64.c
        assert_eq!(fnv1a(""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fnv1a("foobar"), 0x8594_4171_f739_67e8);
        assert_eq!(draw(0), 0xe220_a839_7b1d_cdaf);
    }
}
