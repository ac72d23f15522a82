use rand::{rngs::SmallRng, rngs::StdRng, Rng, SeedableRng};

pub fn session_token() -> String {
    let mut rng = SmallRng::from_entropy();
    let token: u64 = rng.gen();
    format!("{:x}", token)
}

pub fn fixed_token() -> String {
    let mut rng = StdRng::seed_from_u64(42);
    let token: u64 = rng.gen();
    format!("{token:x}")
}

pub fn ok_token() -> String {
    let mut rng = rand::rngs::OsRng;
    let token: u64 = rng.gen();
    format!("{token:x}")
}

pub fn jitter() -> u64 {
    rand::thread_rng().gen_range(0..100)
}
