use std::{
    env,
    hash::{BuildHasher, RandomState},
};

/// Dice whose throws a seed decides (SplitMix64): `VESTIBULE_CRASH_SEED` repeats a run's choices, if not its timing.
#[derive(Clone, Debug)]
pub struct Chance(u64);

impl Chance {
    /// Told on its way, so that a failure shows it.
    #[expect(clippy::disallowed_methods, reason = "it sets the tests, not the service")]
    pub fn new() -> Self {
        let given =
            env::var("VESTIBULE_CRASH_SEED").ok().map(|seed| seed.parse().expect("a seed is a number"));
        let seed = given.unwrap_or_else(|| RandomState::new().hash_one("seed"));
        println!("VESTIBULE_CRASH_SEED={seed}");
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below this one.
    pub fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    /// One of these, if there is any.
    pub fn pick<T: Clone>(&mut self, from: &[T]) -> Option<T> {
        let index = self.below(from.len().max(1) as u64);
        from.get(usize::try_from(index).expect("small")).cloned()
    }

    /// Dice of one's own.
    pub fn fork(&mut self) -> Self {
        Self(self.next())
    }
}
