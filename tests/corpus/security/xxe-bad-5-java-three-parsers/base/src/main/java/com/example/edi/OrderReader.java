package com.example.edi;

import org.springframework.stereotype.Service;

/** Reads orders that partners send. */
@Service
public class OrderReader {
}
