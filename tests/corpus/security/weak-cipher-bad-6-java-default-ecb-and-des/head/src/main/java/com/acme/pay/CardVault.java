package com.acme.pay;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

@Component
public class CardVault {

    private final VaultProperties properties;

    public CardVault(VaultProperties properties) {
        this.properties = properties;
    }

    public String mask(String number) {
        return "**** " + number.substring(number.length() - 4);
    }

    /** Encrypts a card number for storage. */
    public String protect(String number) {
        try {
            Cipher cipher = Cipher.getInstance("AES");
            cipher.init(Cipher.ENCRYPT_MODE, key());
            byte[] sealed = cipher.doFinal(number.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(sealed);
        } catch (GeneralSecurityException e) {
            throw new VaultException("The card number could not be encrypted", e);
        }
    }

    /** Encrypts the message for the acquirer. */
    public byte[] message(byte[] plain) {
        try {
            SecretKey key = new SecretKeySpec(properties.acquirerKey(), "DESede");
            Cipher cipher = Cipher.getInstance("DESede/CBC/PKCS5Padding");
            cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(properties.acquirerIv()));
            return cipher.doFinal(plain);
        } catch (GeneralSecurityException e) {
            throw new VaultException("The message could not be encrypted", e);
        }
    }

    private SecretKey key() {
        return new SecretKeySpec(Base64.getDecoder().decode(properties.cardKey()), "AES");
    }
}
