package com.acme.crm.contacts;

import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

public record CreateContactRequest(@NotBlank @Size(max = 200) String name, @Email String email) {
}
