package com.example.signs;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The application whose generator is tested. */
@SpringBootApplication
public class SignsApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(SignsApplication.class, arguments);
    }
}
