package shop.users;

import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

public interface UserRepository extends JpaRepository<User, Long> {
    Optional<User> findByEmail(String email);

    Optional<User> findByEmailAndPhoneNumber(String email, String phoneNumber);

    List<User> findByTenantIdAndPhoneNumber(Long tenantId, String phoneNumber);

    boolean existsByEmail(String email);

    @Query("select u from User u where u.tenantId = :tenant and u.phoneNumber is null")
    List<User> withoutPhone(Long tenant, Pageable page);
}
