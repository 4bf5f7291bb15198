"""Web pages: one file that asks for nothing and runs nothing, its charts drawn as SVG."""
