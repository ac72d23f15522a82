package com.acme.hooks;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

@Component
public class SignatureVerifier {

    private final HookProperties properties;

    public SignatureVerifier(HookProperties properties) {
        this.properties = properties;
    }

    byte[] sign(byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(properties.secret().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC is not available", e);
        }
    }

    /** Checks the hexadecimal signature of a body. */
    public boolean isValid(String signature, byte[] body) {
        if (signature == null || signature.isEmpty()) {
            return false;
        }
        byte[] received;
        try {
            received = HexFormat.of().parseHex(signature);
        } catch (IllegalArgumentException e) {
            return false;
        }
        return MessageDigest.isEqual(sign(body), received);
    }

    /** The scheme stands before the token. */
    public boolean isBearer(String header) {
        String tokenType = header.substring(0, Math.min(header.length(), 6));
        return tokenType.equalsIgnoreCase("bearer");
    }

    /** True when the picture was uploaded before. */
    public boolean samePicture(byte[] left, byte[] right) {
        return Arrays.equals(left, right);
    }
}
