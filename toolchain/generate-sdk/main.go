// Generates an SDK of a package from its schema, with the code generators of the Pulumi CLI:
// generate-sdk SCHEMA.json python|go|nodejs FOLDER.
//
// `pulumi package gen-sdk` uses the language host, and the newest hosts in the registries don't support it.
package main

import (
	"encoding/json"
	"log"
	"os"
	"path/filepath"

	golang "github.com/pulumi/pulumi/pkg/v3/codegen/go"
	"github.com/pulumi/pulumi/pkg/v3/codegen/nodejs"
	"github.com/pulumi/pulumi/pkg/v3/codegen/python"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
)

// Never used, because the schema refers to no other package.
type loader struct{ schema.ReferenceLoader }

const tool = "generate-sdk"

func main() {
	log.SetFlags(0)
	if len(os.Args) != 4 {
		log.Fatal("usage: generate-sdk SCHEMA.json python|go|nodejs FOLDER")
	}
	files, err := generate(bind(os.Args[1]), os.Args[2])
	check(err)
	for name, content := range files {
		path := filepath.Join(os.Args[3], name)
		check(os.MkdirAll(filepath.Dir(path), 0o755))
		check(os.WriteFile(path, content, 0o644))
	}
}

func bind(path string) *schema.Package {
	text, err := os.ReadFile(path)
	check(err)
	var spec schema.PackageSpec
	check(json.Unmarshal(text, &spec))
	pkg, diagnostics, err := schema.BindSpec(spec, loader{}, schema.ValidationOptions{})
	check(err)
	for _, each := range diagnostics {
		log.Print(each.Summary, " ", each.Detail)
	}
	if diagnostics.HasErrors() {
		os.Exit(1)
	}
	return pkg
}

func generate(pkg *schema.Package, language string) (map[string][]byte, error) {
	switch language {
	case "python":
		return python.GeneratePackage(tool, pkg, nil, loader{})
	case "go":
		return golang.GeneratePackage(tool, pkg, nil)
	default:
		check(pkg.ImportLanguages(map[string]schema.Language{"nodejs": nodejs.Importer}))
		return nodejs.GeneratePackage(tool, pkg, nil, nil, false, loader{})
	}
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
