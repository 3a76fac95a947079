module popscope

go 1.26
