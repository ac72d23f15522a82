package com.acme.hr;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.OneToMany;
import java.util.List;
import org.hibernate.annotations.BatchSize;

@Entity
public class Department {
    @Id
    private Long id;
    private String name;
    @OneToMany(mappedBy = "department")
    private List<Employee> employees;
    @OneToMany(mappedBy = "department")
    @BatchSize(size = 50)
    private List<Room> rooms;

    public List<Employee> getEmployees() {
        return employees;
    }

    public List<Room> getRooms() {
        return rooms;
    }
}
