"""Logins of the demo: invented, public, and created by `create_demo` alone."""

# Username, password, role label as printed after `make demo`.
DEMO_LOGINS: tuple[tuple[str, str, str], ...] = (
    ("mzj-editor", "Yanshi.Minzheng.11", "部门编辑（区民政局）"),
    ("mzj-reviewer", "Yanshi.Minzheng.22", "审核（区民政局）"),
    ("mzj-secrecy", "Yanshi.Minzheng.33", "保密审查（区民政局）"),
    ("mzj-signer", "Yanshi.Minzheng.44", "签发（区民政局）"),
    ("jtj-editor", "Yanshi.Jiaoti.11", "部门编辑（区教育和体育局）"),
    ("jtj-reviewer", "Yanshi.Jiaoti.22", "审核（区教育和体育局）"),
    ("jtj-secrecy", "Yanshi.Jiaoti.33", "保密审查（区教育和体育局）"),
    ("jtj-signer", "Yanshi.Jiaoti.44", "签发（区教育和体育局）"),
    ("disclosure-office", "Yanshi.Gongkaiban.55", "政务公开办"),
    ("auditor", "Yanshi.Shenji.66.Read", "审计（只读）"),
    ("admin", "Yanshi.Guanli.77.Super", "系统管理员"),
)
