package com.acme.hr;

import org.springframework.stereotype.Service;

@Service
public class HeadcountService {
    private final DepartmentRepository departments;

    public HeadcountService(DepartmentRepository departments) {
        this.departments = departments;
    }

    public int headcount(String site) {
        int total = 0;
        for (Department department : departments.findTop100BySite(site)) {
            total += department.getEmployees().size() + department.getRooms().size();
        }
        for (Department department : departments.withPeople(site)) {
            total += department.getEmployees().size();
        }
        return total;
    }
}
