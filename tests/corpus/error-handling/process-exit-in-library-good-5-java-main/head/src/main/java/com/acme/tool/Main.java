package com.acme.tool;

import java.nio.file.Path;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import picocli.CommandLine;

@SpringBootApplication
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        if (args.length == 0) {
            usage();
        }
        int status = new CommandLine(new ConvertCommand(Path.of(args[0]))).execute(args);
        System.exit(status);
    }

    private static void usage() {
        System.err.println("usage: tool FILE");
        System.exit(64);
    }
}
