package com.acme;

import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.ExpectedException;

public class LegacyTest {
    @Rule
    public ExpectedException thrown = ExpectedException.none();

    @Test(expected = IllegalArgumentException.class)
    public void refusesNegative() {
        new Amount(-1);
    }

    @Test
    public void namesTheProblem() {
        thrown.expectMessage("negative");
        new Amount(-1);
    }
}
