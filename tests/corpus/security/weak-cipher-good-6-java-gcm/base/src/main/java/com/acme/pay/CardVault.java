package com.acme.pay;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
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
}
