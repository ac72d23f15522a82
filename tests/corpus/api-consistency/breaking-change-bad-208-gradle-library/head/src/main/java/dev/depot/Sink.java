package dev.depot;

/** Where events go; applications bring their own. */
public interface Sink {
    void write(String event);

    /** Everything up to here is kept. */
    void flush();

    default void close() {}
}
