use sha1::{Digest, Sha1};

pub struct Signer {
    secret: String,
}

impl Signer {
    pub fn new(secret: String) -> Self {
        Self { secret }
    }

    pub fn signature(&self, body: &[u8]) -> String {
        let mut hasher = Sha1::new();
        hasher.update(body);
        hasher.update(self.secret.as_bytes());
        hex::encode(hasher.finalize())
    }
}
