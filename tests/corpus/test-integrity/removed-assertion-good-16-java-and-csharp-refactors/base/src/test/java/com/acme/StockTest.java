package com.acme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import org.junit.jupiter.api.Test;

class StockTest {
    private final StockRepository repository = mock(StockRepository.class);
    private final Events events = mock(Events.class);
    private final Stock stock = new Stock(repository, events);

    @Test
    void reserves() {
        when(repository.level("mug")).thenReturn(5);
        assertThat(stock.reserve("mug", 2)).isEqualTo(3);
        verify(repository).update("mug", 3);
        verify(events).publish("reserved", "mug");
    }

    @Test
    void refusesTooMuch() {
        when(repository.level("mug")).thenReturn(1);
        assertThatThrownBy(() -> stock.reserve("mug", 2))
            .isInstanceOf(IllegalStateException.class)
            .hasMessage("out of stock: mug");
        verify(events, never()).publish("reserved", "mug");
    }
}
