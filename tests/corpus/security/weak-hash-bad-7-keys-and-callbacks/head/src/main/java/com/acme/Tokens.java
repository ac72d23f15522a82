package com.acme;

import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.Signature;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.util.DigestUtils;

public class Tokens {
    public String resetToken(String email, long now) throws Exception {
        MessageDigest md = MessageDigest.getInstance("MD5");
        byte[] hash = md.digest((email + now).getBytes(StandardCharsets.UTF_8));
        return toHex(hash);
    }

    public String unsubscribe(String email, String secret) {
        String token = DigestUtils.md5DigestAsHex((email + secret).getBytes());
        return "/unsubscribe?token=" + token;
    }

    public byte[] sign(byte[] data, java.security.PrivateKey key) throws Exception {
        Signature signature = Signature.getInstance("SHA1withRSA");
        signature.initSign(key);
        signature.update(data);
        return signature.sign();
    }

    public String shard(String id) {
        return Hashing.md5().hashString(id, StandardCharsets.UTF_8).toString();
    }

    public String cacheKey(String sql) throws Exception {
        return toHex(MessageDigest.getInstance("SHA-1").digest(sql.getBytes()));
    }
}
