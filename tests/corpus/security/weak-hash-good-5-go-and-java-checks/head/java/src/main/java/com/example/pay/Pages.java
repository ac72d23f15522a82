package com.example.pay;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.springframework.util.DigestUtils;

public class Pages {

    byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    public String etag(String body) {
        return '"' + DigestUtils.md5DigestAsHex(bytes(body)) + '"';
    }

    String cacheKey(String path, String query) throws NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("MD5");
        digest.update(bytes(path));
        return HexFormat.of().formatHex(digest.digest(bytes(query)));
    }

    public String signature(String body, String secret) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes(body + secret)));
    }
}
