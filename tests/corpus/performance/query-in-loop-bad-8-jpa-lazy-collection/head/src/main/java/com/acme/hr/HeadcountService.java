package com.acme.hr;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Service;

@Service
public class HeadcountService {
    private final DepartmentRepository departments;

    public HeadcountService(DepartmentRepository departments) {
        this.departments = departments;
    }

    public Map<String, Integer> headcount(String site) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (Department department : departments.findTop100BySite(site)) {
            counts.put(department.getName(), department.getEmployees().size());
        }
        return counts;
    }
}
