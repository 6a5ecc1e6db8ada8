"use strict";
const SHELL = {{ shell|safe }};
importScripts(SHELL.queue, "{{ worker }}");
