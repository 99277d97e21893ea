"""The MCP server: agents list the people, search their profiles and ask about them, over HTTP or standard streams.

(The package of the protocol is called `mcp`, too; imports are absolute, so the two never mix.)
"""
