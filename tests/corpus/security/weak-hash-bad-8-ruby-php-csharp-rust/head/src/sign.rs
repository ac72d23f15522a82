use md5;
use sha2::{Digest, Sha256};

pub fn signature(body: &str, secret: &str) -> String {
    format!("{:x}", md5::compute(format!("{body}{secret}")))
}

pub fn etag(body: &[u8]) -> String {
    format!("{:x}", md5::compute(body))
}

pub fn token_hash(token: &str) -> String {
    hex::encode(Sha256::digest(token))
}
