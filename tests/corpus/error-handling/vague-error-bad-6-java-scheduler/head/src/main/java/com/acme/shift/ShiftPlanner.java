package com.acme.shift;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

public class ShiftPlanner {

    private final Map<LocalDate, List<Worker>> plan = new TreeMap<>();

    public void assign(LocalDate day, List<Worker> workers) {
        Objects.requireNonNull(day, "day");
        if (workers.isEmpty()) {
            throw new RuntimeException("Error");
        }
        if (plan.containsKey(day)) {
            throw new IllegalStateException("day " + day + " is planned already");
        }
        plan.put(day, List.copyOf(workers));
    }

    public List<Worker> on(LocalDate day) throws Exception {
        List<Worker> workers = plan.get(day);
        if (workers == null) {
            throw new Exception("not found");
        }
        return workers;
    }

    public void clear(LocalDate day) {
        if (plan.remove(day) == null) {
            throw new NoSuchPlanException(day);
        }
    }
}
