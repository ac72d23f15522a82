package com.acme.hr;

import java.util.List;
import org.springframework.data.jpa.repository.EntityGraph;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

public interface DepartmentRepository extends JpaRepository<Department, Long> {
    @EntityGraph(attributePaths = "employees")
    List<Department> findTop100BySite(String site);

    @Query("select d from Department d left join fetch d.employees where d.code like ?1")
    List<Department> withPeople(String code);
}
