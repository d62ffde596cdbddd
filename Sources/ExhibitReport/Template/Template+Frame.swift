extension Template {
    /// What encloses the page. The policy lets nothing run and nothing load: a picture comes as data or not at all.
    static let frame = #"""
        == head
        <!DOCTYPE html>
        <html lang="{{language}}">
        <head>
        <meta charset="utf-8">
        <meta name="exhibit-salt" content="{{salt}}">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'">
        <meta name="viewport" content="width=device-width,initial-scale=1">
        <title>{{title}} Exhibit report</title>
        <style>
        == body
        </style>
        </head>
        <body>
        <main>
        {{main}}</main>
        <footer><p>Made by {{program}} with the template exhibit-report-v1. This page runs nothing and loads nothing. The evidence bundle follows; programs read it.</p></footer>

        """#
}
