package dev.depot;

public class Depot {
    private final Sink sink;

    public Depot(Sink sink) {
        this.sink = sink;
    }

    public void store(String event) {
        sink.write(event);
    }

    /** Wait until everything is kept. */
    public void flush() {
        sink.flush();
    }
}
