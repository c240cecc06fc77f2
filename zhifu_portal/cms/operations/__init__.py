"""运行管理: the staff screens of kernel rows — working calendar, outbox, audit trail."""
