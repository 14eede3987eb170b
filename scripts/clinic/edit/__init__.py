"""Edit: commands that write into the clinic's files, by place and never by guess."""
