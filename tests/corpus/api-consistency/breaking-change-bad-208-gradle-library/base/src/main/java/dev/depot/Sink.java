package dev.depot;

/** Where events go; applications bring their own. */
public interface Sink {
    void write(String event);

    default void close() {}
}
