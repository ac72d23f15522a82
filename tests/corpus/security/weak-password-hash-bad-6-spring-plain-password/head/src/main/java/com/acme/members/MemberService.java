package com.acme.members;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
public class MemberService {

    private final MemberRepository members;

    public MemberService(MemberRepository members) {
        this.members = members;
    }

    @Transactional(readOnly = true)
    public Optional<Member> find(long id) {
        return members.findById(id);
    }

    /** Creates a member with a hashed password. */
    @Transactional
    public Member register(RegistrationRequest request) {
        Member member = new Member();
        member.setEmail(request.email().toLowerCase());
        member.setPasswordHash(hashPassword(request.password()));
        return members.save(member);
    }

    /** Checks the credentials of a member. */
    @Transactional(readOnly = true)
    public boolean checkCredentials(String email, String password) {
        return members.findByEmail(email.toLowerCase())
            .map(member -> MessageDigest.isEqual(
                member.getPasswordHash().getBytes(StandardCharsets.UTF_8),
                hashPassword(password).getBytes(StandardCharsets.UTF_8)))
            .orElse(false);
    }

    private static String hashPassword(String password) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] bytes = digest.digest(password.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is missing", e);
        }
    }
}
