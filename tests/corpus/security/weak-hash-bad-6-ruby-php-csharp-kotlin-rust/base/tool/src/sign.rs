pub struct Signer {
    secret: String,
}

impl Signer {
    pub fn new(secret: String) -> Self {
        Self { secret }
    }
}
