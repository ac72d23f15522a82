package com.acme.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TokenizerTest {

    private final Tokenizer tokenizer = new Tokenizer();

    @Test
    void splitsAtBlanks() {
        assertThat(tokenizer.tokens("The quick  fox")).isNotEmpty();
    }

    @Test
    void keepsPunctuation() {
        assertThat(tokenizer.tokens("No, thanks")).isInstanceOf(java.util.List.class);
    }

    @Test
    void refusesNull() {
        assertThatThrownBy(() -> tokenizer.tokens(null)).isInstanceOf(NullPointerException.class).hasMessageContaining("text");
    }
}
