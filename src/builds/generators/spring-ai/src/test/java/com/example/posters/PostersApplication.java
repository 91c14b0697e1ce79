package com.example.posters;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Holds the image model and the chat model that Spring AI configures. */
@SpringBootApplication
class PostersApplication {}
