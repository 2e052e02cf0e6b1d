// Generates the SDKs of a Pulumi package from its schema, as `pulumi package gen-sdk` does where the hosts of the languages
// can generate: generate-sdks <schema.json> <folder>.
package main

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"

	"github.com/pulumi/pulumi/pkg/v3/codegen/dotnet"
	gogen "github.com/pulumi/pulumi/pkg/v3/codegen/go"
	"github.com/pulumi/pulumi/pkg/v3/codegen/nodejs"
	"github.com/pulumi/pulumi/pkg/v3/codegen/python"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
)

const tool = "generate-sdks"

type files = map[string][]byte

// offline answers the one question that a generator asks the network: the logo of the package. It is one pixel.
type offline struct{}

func (offline) RoundTrip(request *http.Request) (*http.Response, error) {
	logo, err := base64.StdEncoding.DecodeString(
		"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==")
	return &http.Response{StatusCode: http.StatusOK, Request: request, Body: io.NopCloser(bytes.NewReader(logo))}, err
}

func main() {
	http.DefaultTransport = offline{}
	http.DefaultClient.Transport = offline{}
	if err := run(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// fromFolder mends the imports of a file in a folder: with Go 1.26 the generator takes the folder of the package for its own,
// because filepath.Rel gives ".." where it gave "../." before.
func fromFolder(content []byte) []byte {
	mended := bytes.ReplaceAll(content, []byte(`from "./utilities"`), []byte(`from "../utilities"`))
	return bytes.ReplaceAll(mended, []byte(`from "./types/`), []byte(`from "../types/`))
}

func run(schemaFile string, folder string) error {
	text, err := os.ReadFile(schemaFile)
	if err != nil {
		return err
	}
	for language, generate := range map[string]func(*schema.Package) (files, error){
		"nodejs": func(pkg *schema.Package) (files, error) {
			return nodejs.GeneratePackage(tool, pkg, nil, nil, false, nil)
		},
		"python": func(pkg *schema.Package) (files, error) { return python.GeneratePackage(tool, pkg, nil, nil) },
		"go":     func(pkg *schema.Package) (files, error) { return gogen.GeneratePackage(tool, pkg, nil) },
		"dotnet": func(pkg *schema.Package) (files, error) { return dotnet.GeneratePackage(tool, pkg, nil, nil) },
	} {
		pkg, err := bind(text)
		if err != nil {
			return err
		}
		generated, err := generate(pkg)
		if err != nil {
			return fmt.Errorf("%s: %w", language, err)
		}
		for name, content := range generated {
			if language == "nodejs" && filepath.Dir(name) != "." {
				content = fromFolder(content)
			}
			path := filepath.Join(folder, language, name)
			if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
				return err
			}
			if err := os.WriteFile(path, content, 0o644); err != nil {
				return err
			}
		}
	}
	return nil
}

// bind reads the schema anew for each language: a generator changes the package that it is given, so that the next one
// could leave properties out.
func bind(text []byte) (*schema.Package, error) {
	var spec schema.PackageSpec
	if err := json.Unmarshal(text, &spec); err != nil {
		return nil, err
	}
	pkg, diagnostics, err := schema.BindSpec(spec, nil, schema.ValidationOptions{})
	if err != nil {
		return nil, err
	}
	for _, diagnostic := range diagnostics {
		fmt.Fprintln(os.Stderr, diagnostic.Summary)
	}
	if diagnostics.HasErrors() {
		return nil, diagnostics
	}
	return pkg, nil
}
