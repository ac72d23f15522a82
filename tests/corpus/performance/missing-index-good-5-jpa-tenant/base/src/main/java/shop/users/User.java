package shop.users;

import jakarta.persistence.*;
import java.time.Instant;

@Entity
@Table(name = "users", indexes = @Index(name = "ix_users_tenant", columnList = "tenant_id, created_at"))
public class User {
    @Id
    @GeneratedValue
    private Long id;

    @Column(nullable = false, unique = true)
    private String email;

    @Column(name = "tenant_id", nullable = false)
    private Long tenantId;

    @Column(name = "phone_number")
    private String phoneNumber;

    @Column(name = "created_at")
    private Instant createdAt;
}
