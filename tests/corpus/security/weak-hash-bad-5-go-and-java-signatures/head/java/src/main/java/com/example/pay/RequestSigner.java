package com.example.pay;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.commons.codec.digest.DigestUtils;
import java.util.Map;
import java.util.TreeMap;

public class RequestSigner {

    private final String secret;

    public RequestSigner(String secret) {
        this.secret = secret;
    }

    byte[] canonical(Map<String, String> parameters) {
        return new TreeMap<>(parameters).toString().getBytes(StandardCharsets.UTF_8);
    }

    public String sign(Map<String, String> parameters) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-1");
            digest.update(canonical(parameters));
            return HexFormat.of().formatHex(digest.digest(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("the digest is missing", e);
        }
    }

    public String accessToken(String account, String nonce) {
        return DigestUtils.md5Hex(account + nonce + secret);
    }
}
