package com.acme.mail;

import java.util.ArrayList;
import java.util.List;

public class Greeting {
    public List<String> lines(List<Person> people) {
        List<String> lines = new ArrayList<>(people.size());
        for (Person person : people) {
            String line = "Dear " + person.firstName();
            if (person.lastName() != null) {
                line += " " + person.lastName();
            }
            lines.add(line);
        }
        return lines;
    }
}
